# SPDX-License-Identifier: Apache-2.0
"""Eight processes sign in one folder, with one log."""
import os
import shutil

from crash import dead_files, named_after_recorded, read, read_log

PROCESSES = 8


def worker(lab, folder, number, each):
    """A shell that signs one document after the other, each twice: once to a name of its
    own, once to one all write."""
    line = " ".join("'%s'" % a for a in lab.signing())
    script = ("i=0; while [ $i -lt %d ]; do %s -o %d-$i.ofd '%s' || exit 1; "
              "%s -o all-$i.ofd '%s' || exit 1; i=$((i + 1)); done" %
              (each, line, number, lab.doc, line, lab.doc))
    return lab.start(["sh", "-c", script], folder)


def run(lab, count, pool, pick, full):
    folder, each = lab.folder(), 25 if full else 6
    started = [worker(lab, folder, n, each) for n in range(PROCESSES)]
    faults = []
    for p in started:
        _, err = p.communicate(timeout=600)
        if p.returncode != 0:
            faults.append(err.decode(errors="replace").strip())
    count.case("eight processes sign in one folder", faults)
    names = sorted(n for n in os.listdir(folder) if n.endswith(".ofd"))
    count.case("every document is there", [] if len(names) == (PROCESSES + 1) * each
               else ["%d names" % len(names)])
    bad = [n for n, ok in zip(names, pool.map(
        lambda n: lab.valid(read(os.path.join(folder, n))), names)) if not ok]
    count.case("every document is valid", bad)
    count.case("no temporary file is left", dead_files(folder))
    lines, faults = read_log(os.path.join(folder, "log"))
    digests = [line["sm3"] for line in lines if line is not None and line["result"] == "done"]
    want = 2 * PROCESSES * each
    if len(lines) != want or len(set(digests)) != want:
        faults.append("%d lines, %d digests of %d signings" %
                      (len(lines), len(set(digests)), want))
    count.case("the log has each signing once", faults + named_after_recorded(folder, names))
    shutil.rmtree(folder)
    return "%d processes, %d signings, one log" % (PROCESSES, want)
