package orderdesk

import (
	"fmt"
	"strings"
	"time"
)

// Order is an invented order.
type Order struct {
	Number, Buyer, Goods, Total string
	Day                         time.Time
	Shipped                     bool
}

// trades are what companies of different trades sell, at which price in cents.
var trades = []struct {
	currency string
	goods    []string
	cents    []int
}{
	{"EUR", []string{"40 rain jackets", "12 desk lamps", "200 notebooks", "8 backpacks", "25 bicycle bells"}, []int{239600, 47880, 58000, 63920, 19975}},
	{"USD", []string{"Freight, 3 pallets", "Freight, 1 container", "Customs papers", "Storage, 14 days", "Express parcel"}, []int{84000, 412500, 18500, 29400, 7250}},
	{"EUR", []string{"60 socket sets", "15 torque wrenches", "2 bench drills", "300 drill bits", "6 vices"}, []int{537000, 193500, 119800, 86700, 77400}},
	{"USD", []string{"900 l whole milk", "120 kg butter", "400 cups of yoghurt", "35 wheels of cheese", "80 l cream"}, []int{99000, 91200, 31600, 147000, 36800}},
	{"USD", []string{"250 bagels", "90 loaves of rye", "6 wedding cakes", "180 muffins", "40 kg flour"}, []int{31250, 44100, 210000, 39600, 5600}},
}

var buyers = []string{"Corner & Co", "Hotel Seeblick", "Marta Ruiz", "City Library", "Old Mill Store"}

// invent makes up the orders of some companies.
func invent(companies []Company, now time.Time) map[string][]Order {
	all := map[string][]Order{}
	for i, c := range companies {
		trade := trades[i%len(trades)]
		for n, goods := range trade.goods {
			all[c.ID] = append(all[c.ID], Order{
				Number: fmt.Sprintf("%s-%d", initials(c.Name), 1042+7*i-n), Buyer: buyers[(i+n)%len(buyers)], Goods: goods,
				Total: fmt.Sprintf("%s %d.%02d", trade.currency, trade.cents[n]/100, trade.cents[n]%100), Day: now.AddDate(0, 0, -n), Shipped: n > 2,
			})
		}
	}
	return all
}

func initials(name string) string {
	var b strings.Builder
	for word := range strings.FieldsSeq(name) {
		b.WriteString(string([]rune(word)[:1]))
	}
	return b.String()
}
