#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Exit status 0 when the process PID has ended, whether or not somebody waited for it."""
import sys

try:
    with open("/proc/%d/stat" % int(sys.argv[1]), encoding="utf-8", errors="replace") as f:
        sys.exit(f.read().rpartition(")")[2].split()[0] not in "ZX")
except FileNotFoundError:
    pass
