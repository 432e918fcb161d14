#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# slurm-sign.sh - a job array of Slurm; each task signs its share of the list:
#
#   sbatch --wait --array=0-7 --cpus-per-task=4 slurm-sign.sh LIST.jsonl
#
# Runs in the folder sbatch was called in, which all nodes see.  Task I writes its
# records to LIST.jsonl.I.result.  $SIGN_LINES is the path of sign-lines.sh where that does
# not lie in the folder (Slurm runs a copy of this file elsewhere).
#SBATCH --job-name=ecert-sign
#SBATCH --open-mode=truncate
set -eu
list=$1 task=$SLURM_ARRAY_TASK_ID
first=${SLURM_ARRAY_TASK_MIN:-0} tasks=$SLURM_ARRAY_TASK_COUNT
# Lines are dealt like cards, so that every task has its share of the large ones.
split -n "r/$((task - first + 1))/$tasks" "$list" |
	"${SIGN_LINES:-./sign-lines.sh}" >"$list.$task.result"
