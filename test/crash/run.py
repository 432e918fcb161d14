#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Kills signing runs at every point, lets system calls fail, and looks at what is left.

usage: run.py BUILD [TOPIC]...

Topics are kill, fail, batch and crowd.  Each output must be absent, the old one, or
complete and valid; nothing is lost or doubled; what is left behind is removed by the next
run.  A part of the points is taken, from a seed that is printed: CRASH_SEED=N repeats it,
CRASH=full takes all of them.  Needs strace.
"""
import os
import random
import shutil
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import batch
import crash
import crowd
import fail
import kill

TOPICS = {"kill": kill, "fail": fail, "batch": batch, "crowd": crowd}


def main(argv):
    build = os.path.abspath(argv[1])
    full = os.environ.get("CRASH") == "full"
    seed = int(os.environ.get("CRASH_SEED") or random.randrange(1 << 32))
    count = crash.Count()
    if shutil.which("strace") is None:
        print("skipped: strace is not installed\n0 passed, 0 failed, %d skipped" % len(TOPICS))
        return 0
    print("CRASH_SEED=%d%s" % (seed, " CRASH=full" if full else ""))
    lab = crash.Lab(build)
    try:
        with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
            for name in argv[2:] or TOPICS:
                since = time.monotonic()
                said = TOPICS[name].run(lab, count, pool, random.Random(seed), full)
                print("%s: %s (%.0f s)" % (name, said, time.monotonic() - since))
    finally:
        lab.close()
    print("%d passed, %d failed, 0 skipped" % (count.passed, count.failed))
    return 1 if count.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
