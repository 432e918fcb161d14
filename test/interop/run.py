#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Programs that others wrote judge what we sign, and we judge what they sign;
README.md beside this file says what each is.

usage: run.py BUILD [PART]...        PART: ours theirs corpus pictures
   INTEROP_CACHE   folder of the fetched programs (BUILD/interop/cache)
   ECERT_CORPUS    folder of the real files (../shared/corpus)
"""
import os
import shutil
import sys
import traceback

import corpus
import documents
import ours
import pictures
import programs
import suite as suite_module
import theirs

HERE = os.path.dirname(os.path.abspath(__file__))
PARTS = {"ours": ours, "theirs": theirs, "corpus": corpus, "pictures": pictures}


def main(argv):
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    build = os.path.abspath(argv[1])
    parts = argv[2:] or list(PARTS)
    work = os.path.join(build, "interop")
    env = {"PATH": ":".join([build + "/bin", build + "/examples", os.environ["PATH"]]),
           "HOME": work, "XDG_CONFIG_HOME": work}
    suite = suite_module.Suite()
    for name in ("docs", "theirs", "pictures"):
        shutil.rmtree(os.path.join(work, name), ignore_errors=True)
    others = programs.Programs(os.path.abspath(os.environ.get("INTEROP_CACHE", work + "/cache")))
    for name, version in others.versions.items():
        print("# %s %s" % (name, version))
    for name, error in others.broken.items():
        suite.case("test/interop/%s builds" % name, [error])
    try:
        made = documents.Documents(env, work + "/docs")
        for name, error in sorted(made.troubles.items()):
            suite.case("documents: %s is made" % name, [error])
        for part in parts:
            try:
                PARTS[part].run(suite, others, env, made)
            except suite_module.Trouble as error:
                suite.case(part, [str(error)])
    except suite_module.Trouble as error:
        suite.case("documents", [str(error)])
    except Exception:                       # a count must come in any case
        suite.case("test/interop", [traceback.format_exc()])
    suite.write_tables(work + "/results.md", others.versions)
    return suite.end()


if __name__ == "__main__":
    sys.exit(main(sys.argv))
