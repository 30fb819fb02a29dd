import os

import psycopg2
import streamlit as st

st.metric("rows", psycopg2.connect(os.environ["DATABASE_URL"]).cursor().rowcount)
