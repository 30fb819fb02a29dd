import streamlit as st

from board.shared.layout import header

header()
st.navigation([st.Page("views/today.py", title="Today"), st.Page("views/history.py", title="History")]).run()
