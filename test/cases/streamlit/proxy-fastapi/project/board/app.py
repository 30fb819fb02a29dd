import os

import httpx
import streamlit as st

api = os.getenv("API_URL", "http://localhost:8000")
st.table(httpx.get(f"{api}/items").json())
