import streamlit as st


def line(table):
    st.line_chart(table, x="day", y="metres")
