package record

import "testing"

// The canonical bytes are for ever: these were written down once and must never change.
func TestCanonicalBytesNeverChange(t *testing.T) {
	e := Entry{
		Seq: 7, At: 1772442000000, ActorKind: "USER", ActorAccountID: "acc_1", ActorUserID: "usr_1", ActorName: "é @ <A&B>", Address: "::1",
		Action: "setting changed", AccountID: "acc_2", ObjectID: "com_1", ObjectName: "N", RequestID: "req_1", Before: `{"a":"1"}`, After: "",
	}
	equal(t, "bytes", string(e.bytes()), "latchkey entry 1\n1:7\n13:1772442000000\n4:USER\n5:acc_1\n5:usr_1\n10:é @ <A&B>\n3:::1\n"+
		"15:setting changed\n5:acc_2\n5:com_1\n1:N\n5:req_1\n9:{\"a\":\"1\"}\n0:\n")
	e.Salt = "S"
	equal(t, "bytes with a salt", string(e.bytes()), "latchkey entry 2\n1:7\n13:1772442000000\n4:USER\n5:acc_1\n5:usr_1\n10:é @ <A&B>\n3:::1\n"+
		"15:setting changed\n5:acc_2\n5:com_1\n1:N\n5:req_1\n9:{\"a\":\"1\"}\n0:\n1:S\n")
}
