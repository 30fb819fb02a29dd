#!/bin/sh
exec panel serve dashboards/load.py --address 0.0.0.0 --port 5006
