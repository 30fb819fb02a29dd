import os

import streamlit as st
from dotenv import load_dotenv
from openai import OpenAI

from prompts import system

load_dotenv()
client = OpenAI(api_key=os.environ["OPENAI_API_KEY"])

if question := st.chat_input("Ask"):
    answer = client.responses.create(model=os.getenv("MODEL", "gpt-4.1-mini"), instructions=system, input=question)
    st.chat_message("assistant").write(answer.output_text)
