/* SPDX-License-Identifier: Apache-2.0 */
/* net.h - the network: all of it is public, see ecert/net.h. */
#ifndef ECI_NET_H
#define ECI_NET_H

#include "base/base.h"

#endif
