import hvplot.pandas  # noqa: F401
import pandas as pd
import panel as pn
from mix import share

pn.panel(share(pd.DataFrame({"load": [1, 3, 2]})).hvplot()).servable()
