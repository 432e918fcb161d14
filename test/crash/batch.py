# SPDX-License-Identifier: Apache-2.0
"""Batches are killed at random, and resumed until they are done."""
import json
import os
import shutil
import time

from crash import dead_files, named_after_recorded, read, read_log, sm3


def write_list(lab, folder, n):
    with open(os.path.join(folder, "list.csv"), "w", encoding="utf-8") as f:
        f.write("input,output\n")
        for i in range(n):
            f.write("%s,out/%d.ofd\n" % (lab.doc, i))
    os.mkdir(os.path.join(folder, "out"))


def outputs(folder):
    """Name and bytes of what has a name."""
    out = os.path.join(folder, "out")
    return {n: read(os.path.join(out, n)) for n in os.listdir(out) if n.endswith(".ofd")}


def all_valid(lab, folder, names):
    if not names:
        return []
    done = lab.run(["ecert-verify", "--json", "--trust", os.path.join(lab.fix, "pki", "trust"),
                    *("out/" + n for n in sorted(names))], folder)
    verdicts = [json.loads(line)["verdict"] for line in done.stdout.splitlines()]
    return [] if verdicts == ["VALID"] * len(names) else \
        ["%d of %d outputs are valid" % (verdicts.count("VALID"), len(names))]


def recorded_once(folder, files, kills):
    """Each document's last line is about what is there; lines about others are those of
    runs that were killed between the record and the name, one for each thread at most."""
    lines, faults = read_log(os.path.join(folder, "log"))
    digests = {}
    for line in lines:
        if line is not None and line["result"] == "done":
            digests.setdefault(os.path.basename(line["output"]), []).append(line["sm3"])
    for name, data in sorted(files.items()):
        if not digests.get(name) or digests[name][-1] != sm3(data):
            faults.append("log: %s is not its last line" % name)
    more = sum(len(v) - 1 for v in digests.values())
    if more > 2 * kills:
        faults.append("log: %d documents recorded twice after %d kills" % (more, kills))
    return faults


def one_batch(lab, count, pick, n, what):
    """Killed until it is done; each time what was there stays as it was."""
    folder, kills, before, faults = lab.folder(), 0, {}, []
    write_list(lab, folder, n)
    args = lab.signing("--batch", "list.csv", "-j", "2", "--resume", "--json", "--quiet")
    while len(before) < n and kills < 12:
        run = lab.start(args, folder)
        time.sleep(pick.uniform(0.02, 0.06 + 0.0006 * n))
        run.kill()
        run.communicate()
        if run.returncode != -9:
            break
        kills += 1
        now = outputs(folder)
        changed = [k for k, v in before.items() if now.get(k) != v]
        if changed:
            faults.append("done, and signed again or lost: " + " ".join(sorted(changed)))
        faults += all_valid(lab, folder, set(now) - set(before))
        before = now
    last = lab.run(args, folder)
    if last.returncode != 0:
        faults.append("the last run: " + last.stderr.decode(errors="replace").strip())
    files = outputs(folder)
    if len(files) != n or any(files[k] != v for k, v in before.items()):
        faults.append("%d of %d outputs in the end" % (len(files), n))
    faults += all_valid(lab, folder, set(files) - set(before))
    if dead_files(os.path.join(folder, "out")):
        faults.append("left: " + " ".join(dead_files(os.path.join(folder, "out"))))
    faults += named_after_recorded(folder, ["out/" + k for k in files])
    count.case(what, faults + recorded_once(folder, files, kills))
    shutil.rmtree(folder)
    return kills


def run(lab, count, pool, pick, full):
    batches, n = (20, 600) if full else (3, 300)
    kills = sum(one_batch(lab, count, pick, n, "batch %d of %d documents" % (i + 1, n))
                for i in range(batches))
    # A test in which all runs end by themselves would prove nothing.
    count.case("batches are killed", [] if kills >= batches else ["%d kills" % kills])
    return "%d batches of %d documents, killed %d times" % (batches, n, kills)
