#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A state with a member that is another.

usage: state.py STATE NAME JSON
"""
import json
import sys

with open(sys.argv[1], encoding="utf-8") as f:
    state = json.load(f)
state[sys.argv[2]] = json.loads(sys.argv[3])
print(json.dumps(state, ensure_ascii=False))
