import streamlit as st

st.line_chart([3, 1, 2])
