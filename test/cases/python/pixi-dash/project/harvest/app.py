import pandas as pd
from dash import Dash, dcc, html

app = Dash(__name__)
server = app.server
app.layout = html.Div([html.H1("Harvest"), dcc.Graph(figure={"data": [{"y": pd.Series([2, 3]).tolist()}]})])

if __name__ == "__main__":
    app.run(debug=True)
