# SPDX-License-Identifier: Apache-2.0
"""Each system call that can fail in a signing run does so once."""
import os
import shutil

from crash import dead_files, maybe, read_log, sm3
from kill import calls_of, first_of, numbered

# What may come of each: a disk that is full or broken, a signal, a file system that does
# not do it, too many files.
ERRORS = {
    "openat": ("ENOSPC", "EIO", "EINTR", "EMFILE", "EACCES"),
    "read": ("EIO", "EINTR"),
    "pread64": ("EIO", "EINTR"),
    "write": ("ENOSPC", "EIO", "EINTR"),
    "pwrite64": ("ENOSPC", "EIO", "EINTR"),
    "fsync": ("ENOSPC", "EIO", "EINTR", "EINVAL"),
    "rename": ("ENOSPC", "EIO", "EACCES"),
    "ftruncate": ("EIO", "EINTR"),
    "fchmod": ("EIO", "EPERM"),
    "flock": ("EINTR", "ENOLCK", "EAGAIN"),
    "newfstatat": ("EIO", "EACCES"),
    "fcntl": ("EMFILE",),
    "readlink": ("EIO", "EACCES"),
    "unlink": ("EIO",),
    "getrandom": ("EINTR",),
    "clock_adjtime": ("EPERM",),
    "getcwd": ("ENOENT",),
}


def plan(calls):
    """(call, its number among those of its name, error), for calls after the start."""
    start = first_of(calls, "signer.key")
    return [(*row, error, call) for row, call in list(zip(numbered(calls), calls))[start:]
            for error in ERRORS.get(row[0], ())]


def check_ended(lab, folder, done, old):
    """Done with a valid output, or failed with a message and the old one."""
    out, now = os.path.join(folder, "out.ofd"), maybe(os.path.join(folder, "out.ofd"))
    text = done.stderr.decode(errors="replace")
    lines, faults = read_log(os.path.join(folder, "log"))
    last = lines[-1] if lines else None
    if done.returncode == 0:
        if now == old or not lab.valid(maybe(out) or b""):
            faults.append("ended well without a valid output")
        elif last is None or last["result"] != "done" or last["sm3"] != sm3(now):
            faults.append("log: the signing is not its last line")
        return faults
    # A file that has its name already, in a folder that cannot be synced.
    if now != old and not ("written, but its folder" in text and lab.valid(now or b"")):
        faults.append("failed, and the output is another")
    if done.returncode != 2 or not text.startswith("ecert-sign: ") or text.count("\n") != 1:
        faults.append("status %d, %r" % (done.returncode, text))
    if last is not None and last["result"] == "done":
        faults.append("log: a run that failed is recorded as done")
    return faults


def failed(lab, args, old, row):
    name, nth, error, _ = row
    folder = lab.folder()
    if old is not None:
        with open(os.path.join(folder, "out.ofd"), "wb") as f:
            f.write(old)
    done = lab.run(args, folder, ["/dev/null", "-e", "trace=" + name, "-e",
                                  "inject=%s:error=%s:when=%d" % (name, error, nth)])
    faults = check_ended(lab, folder, done, old)
    # A file that another process has locked is that one's to remove.
    if dead_files(folder) and (name, error) != ("flock", "EAGAIN"):
        faults.append("leaves " + " ".join(dead_files(folder)))
    again = lab.run(args, folder)
    if dead_files(folder):
        faults.append("the next run leaves " + " ".join(dead_files(folder)))
    lines, wrong = read_log(os.path.join(folder, "log"))
    if again.returncode != 0 or not lines or lines[-1]["result"] != "done":
        faults.append("the next run fails: " + again.stderr.decode(errors="replace").strip())
    shutil.rmtree(folder)
    return faults + wrong, done.returncode


def run(lab, count, pool, pick, full):
    args = lab.signing("-o", "out.ofd", lab.doc)
    rows = plan(calls_of(lab, args))
    begin = next(i for i, row in enumerate(rows) if ".ecert-0.tmp" in row[3])
    chosen = rows if full else pick.sample(rows[:begin], 25) + \
        [r for r in rows[begin:] if r[0] != "pread64" or pick.random() < 0.2]
    bad = 0
    for old in (None, lab.old) if full else (lab.old,):
        jobs = [(row, pool.submit(failed, lab, args, old, row)) for row in chosen]
        for row, job in jobs:
            faults, status = job.result()
            bad += status != 0
            count.case("%s %d fails with %s (%s)" %
                       (*row[:3], row[3].split(None, 1)[1].strip()[:60]), faults)
    count.case("failures are noticed", [] if bad else ["none was"])
    return "%d of %d failures of calls: %d runs refused" % (len(chosen), len(rows), bad)
