import streamlit as st

st.write("Where the numbers come from.")
