import streamlit as st


def header():
    st.set_page_config(page_title="Board")
