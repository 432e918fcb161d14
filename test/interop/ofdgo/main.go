// SPDX-License-Identifier: Apache-2.0

// What ofdgo says of the signatures of OFD files, one JSON object per line.
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/xiaoqidun/ofdgo"
)

type signature struct {
	ID     string          `json:"id"`
	Type   string          `json:"type"`
	Format string          `json:"format"`
	Intact bool            `json:"intact"`
	Valid  bool            `json:"valid"`
	Checks map[string]bool `json:"checks"`
	Error  string          `json:"error,omitempty"`
}

type result struct {
	File       string      `json:"file"`
	Intact     bool        `json:"intact"`
	Signatures []signature `json:"signatures"`
	Error      string      `json:"error,omitempty"`
}

func judge(name string) result {
	out := result{File: name, Signatures: []signature{}}
	data, err := os.ReadFile(name)
	if err != nil {
		out.Error = err.Error()
		return out
	}
	reports, err := ofdgo.VerifySignaturesBytes(data)
	if err != nil {
		out.Error = err.Error()
		return out
	}
	out.Intact = len(reports) > 0
	for _, r := range reports {
		s := signature{ID: r.ID, Type: string(r.Type), Intact: r.IntegrityValid(), Valid: r.Valid, Error: r.Error,
			Format: fmt.Sprintf("SES V%d", r.SealInfo.Version),
			Checks: map[string]bool{"references": r.DigestOK, "datahash": r.DataHashOK, "value": r.SignedValueOK,
				"seal": r.SealOK, "sealfile": r.SealMatchOK, "list": r.CertOK}}
		if r.Type == ofdgo.SignTypeSign {
			s.Format = "SignedData"
		}
		out.Signatures = append(out.Signatures, s)
		out.Intact = out.Intact && s.Intact
	}
	return out
}

func main() {
	encoder := json.NewEncoder(os.Stdout)
	for _, name := range os.Args[1:] {
		if err := encoder.Encode(judge(name)); err != nil {
			os.Exit(2)
		}
	}
}
