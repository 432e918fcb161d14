# SPDX-License-Identifier: Apache-2.0
"""A signing run is killed before each of its system calls."""
import os
import re
import shutil

from crash import dead_files, maybe, named_after_recorded, read_log


def calls_of(lab, args):
    """The system calls of a run that nobody disturbs."""
    folder = lab.folder()
    trace = os.path.join(folder, "trace")
    done = lab.run(args, folder, [trace])
    if done.returncode != 0:
        raise SystemExit("FAILED: " + done.stderr.decode(errors="replace"))
    with open(trace, encoding="utf-8", errors="replace") as f:
        calls = [line for line in f if not line.split(None, 1)[1].startswith(("+++", "---"))]
    shutil.rmtree(folder)
    return calls


def first_of(calls, text):
    return next((i for i, line in enumerate(calls) if text in line), len(calls))


def numbered(calls):
    """(name, its number among those of that name) of each call, as strace counts."""
    nth, rows = {}, []
    for call in calls:
        name = re.match(r"\S+\s+(\w+)\(", call).group(1)
        nth[name] = nth.get(name, 0) + 1
        rows.append((name, nth[name]))
    return rows


def killed(lab, args, old, row):
    """Killed before the call; then once more without being killed."""
    folder = lab.folder()
    out = os.path.join(folder, "out.ofd")
    if old is not None:
        with open(out, "wb") as f:
            f.write(old)
    faults = []
    done = lab.run(args, folder, ["/dev/null", "-e", "trace=all", "-e",
                                  "inject=%s:signal=SIGKILL:when=%d" % row])
    now = maybe(out)
    if now != old:
        if now is None or not lab.valid(now):
            faults.append("the output is neither the old one nor a valid new one")
        else:
            faults += named_after_recorded(folder, ["out.ofd"])
    if done.returncode != -9:
        faults.append("the run was not killed: %d" % done.returncode)
    dead = len(dead_files(folder))
    again = lab.run(args, folder)
    if again.returncode != 0:
        faults.append("the next run fails: " + again.stderr.decode(errors="replace").strip())
    if dead_files(folder):
        faults.append("the next run leaves " + " ".join(dead_files(folder)))
    if not lab.valid(maybe(out) or b""):
        faults.append("the next run's output is not valid")
    lines, wrong = read_log(os.path.join(folder, "log"))
    if not lines or lines[-1] is None or lines[-1]["result"] != "done":
        wrong.append("log: the next run's line is not its last")
    shutil.rmtree(folder)
    return faults + wrong, dead


def run(lab, count, pool, pick, full):
    args = lab.signing("-o", "out.ofd", lab.doc)
    calls = calls_of(lab, args)
    rows = numbered(calls)
    start, begin = first_of(calls, "signer.key"), first_of(calls, ".ecert-0.tmp")
    # Of execve() the process would be strace.
    wanted = set(range(1, len(calls))) if full else \
        set(range(begin, len(calls))) | set(pick.sample(range(1, start), 6)) | \
        set(pick.sample(range(start, begin), 20))
    left = 0
    for old in (None, lab.old):
        jobs = [(n, pool.submit(killed, lab, args, old, rows[n])) for n in sorted(wanted)]
        for n, job in jobs:
            faults, dead = job.result()
            left += dead
            where = calls[n].split(None, 1)[1].strip()
            count.case("killed before call %d (%s), %s" %
                       (n, where[:60], "over an old file" if old else "no file"), faults)
    # A test that never leaves anything behind would prove nothing.
    count.case("killed runs leave temporary files", [] if left else ["none did"])
    return "killed before %d of %d calls, twice: %d temporary files left and removed" % (
        len(wanted), len(calls) - 1, left)
