/* SPDX-License-Identifier: Apache-2.0 */
/* ecert-key.h - the verbs of ecert-key. */
#ifndef ECERT_KEY_TOOL_H
#define ECERT_KEY_TOOL_H

#include "tool.h"

/* argv[0] is the verb; each returns an exit status. */
int key_new(int argc, char **argv);
int key_p12(int argc, char **argv);
int key_show(int argc, char **argv);
int key_test_pki(int argc, char **argv);

/* Exits when path exists: a key is never written over. */
void key_must_be_new(const char *path);

#endif
