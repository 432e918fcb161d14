/* SPDX-License-Identifier: Apache-2.0 */
/* fake_priv.h - between fake_core.c, fake_key.c and fake_pin.c. */
#ifndef FAKE_PRIV_H
#define FAKE_PRIV_H

/* NULL where it is empty, too. */
const char *fake_var(const char *name);
/* The environment is another. */
void fake_keys_forget(void);
void fake_pin_forget(void);

#endif
