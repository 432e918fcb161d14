/* SPDX-License-Identifier: Apache-2.0 */
/* base_priv.h - shared by the files of this layer. */
#ifndef ECI_BASE_PRIV_H
#define ECI_BASE_PRIV_H

#include "base/base.h"

/* ---- bytes of a file that is in memory (base_src.c) ---- */

#define ECI_HELD_MAX ((uint64_t)4 * 1024 * 1024)

/* Shared by sources, and by the output they were written with. */
struct eci_held {
	size_t  users, n;
	uint8_t bytes[];
};
/* One more user. */
ecert_err eci_src_of_held(ecert_ctx *ctx, struct eci_held *held, const char *name,
    struct eci_src **out);

/* ---- temporary files (base_temp.c) ---- */

/* A new file beside target, which messages call shown, open for reading and writing and
 * locked; *name is freed by the caller, who unlinks or renames it before closing fd. */
ecert_err eci_temp_open(ecert_ctx *ctx, const char *shown, const char *target, char **name,
    int *fd);
/* Whether name stands for the file that is open as fd. */
bool eci_temp_is(const char *name, int fd);
/* The file path is or, through symbolic links, stands for. */
ecert_err eci_out_target(ecert_ctx *ctx, const char *path, char **out);

/* ---- on the disk (base_sync.c) ---- */

/* fsync() that no signal interrupts. */
int eci_fsync(int fd);
/* What is written begins its way to the disk, while others compute; a hint. */
void eci_fsync_begin(int fd);
/* The folder path is in, to be synced; *fd is -1 where it may not be read, which is no
 * error. */
ecert_err eci_folder_open(ecert_ctx *ctx, const char *path, int *fd);
/* As fsync(); 0 where there is nothing to sync, or the file system cannot. */
int eci_folder_sync(int fd);

#endif
