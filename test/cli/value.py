#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The value a state asks for, as remote.py makes it.

usage: value.py STATE KEY [FORM | FAULT]...
"""
import json
import os
import subprocess
import sys

with open(sys.argv[1], encoding="utf-8") as f:
    state = json.load(f)
here = os.path.dirname(os.path.abspath(__file__))
sys.exit(subprocess.run([sys.executable, os.path.join(here, "remote.py"), *sys.argv[2:]], check=False,
                        input=state["digest"].encode() + b"\n",
                        env=dict(os.environ, ECERT_ALG=state["algorithm"])).returncode)
