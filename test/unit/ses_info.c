/* SPDX-License-Identifier: Apache-2.0 */
/* ses_info.c - SES_SealInfo: one flaw or deviation at a time. */
#include "ses_edit.h"

#define V1 ECERT_SES_V1
#define V4 ECERT_SES_V4

static const struct ses_flaw rows[] = {
	{ "v4 as made", V4, "0.0.0", "1602 4553", NULL, 0, 0 },
	{ "header id es in lower case", V4, "0.0.0", "1602 6573", "not \"ES\"", 0, 0 },
	{ "header id too long", V4, "0.0.0", "1603 455320", "not \"ES\"", 0, 0 },
	{ "header id as utf8", V4, "0.0.0", "0c02 4553", "tag 0x0c", 0, 0 },
	{ "header without id", V4, "0.0.0", "", "header.ID", 0, 0 },
	{ "header with a fourth field", V4, "0.0.2+", "0500", "trailing bytes", 0, 0 },
	{ "v4 shape, version 1", V4, "0.0.1", "020101", "version 1 does not fit", 0, 0 },
	{ "v4 shape, version 3", V4, "0.0.1", "020103", "version 3 does not fit", 0, 0 },
	{ "v4 shape, version 6", V4, "0.0.1", "020106", "version 6 does not fit", 0, 0 },
	{ "v4 shape, version 0", V4, "0.0.1", "020100", "version 0 does not fit", 0, 0 },
	{ "v4 shape, version -4", V4, "0.0.1", "0201fc", "version -4 does not fit", 0, 0 },
	{ "v4 shape, version padded", V4, "0.0.1", "02020004", "shortest form", 0, 0 },
	{ "v4 shape, version of nine octets", V4, "0.0.1", "0209010000000000000004",
	    "8 octets", 0, 0 },
	{ "v1 shape, version 11", V1, "0.0.1", "02010b", NULL, 0, 0 },
	{ "v1 shape, version 2", V1, "0.0.1", "020102", NULL, 1, 0 },
	{ "v1 shape, version 3", V1, "0.0.1", "020103", NULL, 1, 0 },
	{ "v1 shape, version 4", V1, "0.0.1", "020104", "version 4 does not fit", 0, 0 },
	{ "v1 shape, version 5", V1, "0.0.1", "020105", "version 5 does not fit", 0, 0 },
	{ "v1 shape, version 10", V1, "0.0.1", "02010a", "version 10 does not fit", 0, 0 },
	{ "vendor as integer", V4, "0.0.2", "020101", "header.Vid", 0, 0 },
	{ "vendor not ascii", V4, "0.0.2", "1601c3", "above 7F", 0, 0 },
	{ "esid with nul", V4, "0.1", "1603 410042", "NUL", 0, 0 },
	{ "esid as utf8", V4, "0.1", "0c0141", "esID", 0, 0 },
	{ "type of nine octets", V4, "0.2.0", "0209010000000000000004", "property.type", 0, 0 },
	{ "name in gbk", V4, "0.2.1", "0c02d5c2", "not UTF-8", 0, 0 },
	{ "name with nul", V4, "0.2.1", "0c03 410042", "NUL", 0, 0 },
	{ "name as printable", V4, "0.2.1", "130141", "property.name", 0, 0 },
	{ "list type 0", V4, "0.2.2", "020100", "neither 1 nor 2", 0, 0 },
	{ "list type 3", V4, "0.2.2", "020103", "neither 1 nor 2", 0, 0 },
	{ "list type -1", V4, "0.2.2", "0201ff", "neither 1 nor 2", 0, 0 },
	{ "list type 2 with certificates", V4, "0.2.2", "020102", "tag 0x04 where 0x30", 0, 0 },
	{ "list type 1 with digests", V4, "0.2.3", "300c 300a 1303 534d33 0403 010203",
	    "tag 0x30 where 0x04", 0, 0 },
	{ "list type left out", V4, "0.2.2", "", "certListType", 0, 0 },
	{ "empty list", V4, "0.2.3", "3000", NULL, 0, 0 },
	{ "list as set", V4, "0.2.3", "3100", "tag 0x31", 0, 0 },
	{ "empty certificate in the list", V4, "0.2.3.0", "0400", "certList: empty", 0, 0 },
	{ "ia5string in a v4 list", V4, "0.2.3.0", "160131", "tag 0x16", 0, 0 },
	{ "ia5string in a v1 list", V1, "0.2.2.0", "160131", NULL, 0, 0 },
	{ "utf8string in a v1 list", V1, "0.2.2.0", "0c0131", "tag 0x0c", 0, 0 },
	{ "created as utctime", V4, "0.2.4", "170d 3230303432323032303930305a", NULL, 1, 1 },
	{ "valid from as utctime", V4, "0.2.5", "170d 3230303432323032303930305a", NULL, 1, 1 },
	{ "time without z", V4, "0.2.4", "180e 3230323030343232303230393030",
	    "YYYYMMDDhhmmssZ", 0, 0 },
	{ "time with offset", V4, "0.2.6", "1813 32303230303432323032303930302b30383030",
	    "YYYYMMDDhhmmssZ", 0, 0 },
	{ "time with fraction", V4, "0.2.6", "1811 32303230303432323032303930302e355a",
	    "YYYYMMDDhhmmssZ", 0, 0 },
	{ "time on 31 april", V4, "0.2.6", "180f 32303230303433313032303930305a",
	    "YYYYMMDDhhmmssZ", 0, 0 },
	{ "time as text", V4, "0.2.4", "160131", "createDate", 0, 0 },
	{ "v1 with generalizedtime", V1, "0.2.3", "180f 32303230303432323032303930305a", NULL,
	    1, 1 },
	{ "property with an eighth field", V4, "0.2.6+", "0500", "trailing bytes", 0, 0 },
	{ "picture type as utf8", V4, "0.3.0", "0c03504e47", "picture.type", 0, 0 },
	{ "picture empty", V4, "0.3.1", "0400", "picture.data: empty", 0, 0 },
	{ "picture as bit string", V4, "0.3.1", "030200ff", "tag 0x03", 0, 0 },
	{ "width 0", V4, "0.3.2", "020100", "width: 0 mm", 0, 0 },
	{ "width 1", V4, "0.3.2", "020101", NULL, 0, 0 },
	{ "width 2000", V4, "0.3.2", "020207d0", NULL, 0, 0 },
	{ "width 2001", V4, "0.3.2", "020207d1", "above 2000", 0, 0 },
	{ "width -40", V4, "0.3.2", "0201d8", "negative", 0, 0 },
	{ "height of 2^64 + 30", V4, "0.3.3", "020901000000000000001e", "above 2000", 0, 0 },
	{ "height missing", V4, "0.3.3", "", "height: missing", 0, 0 },
};

int
main(void)
{
	ses_seal_flaws(rows, ECI_COUNT(rows));
	return unit_end();
}
