import streamlit as st

st.write("Nothing yet")
