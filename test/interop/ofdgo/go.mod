// SPDX-License-Identifier: Apache-2.0
module interop

go 1.25.0

require github.com/xiaoqidun/ofdgo v0.0.0-20260724172220-efe3324d4bbf
