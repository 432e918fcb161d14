/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fake_busy.h - sessions are for one thread at a time (GM/T 0018; PKCS #11): a
 * second one in the same session is noticed, outside the lock of fake_core.c.
 */
#ifndef FAKE_BUSY_H
#define FAKE_BUSY_H

#include <stdbool.h>

/* Waits a moment in it; false: somebody is in it already. */
bool fake_busy_enter(const void *session);
void fake_busy_leave(const void *session);

#endif
