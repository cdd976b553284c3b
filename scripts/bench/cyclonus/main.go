// Times cyclonus' policy matcher on a world that flowproof was timed on: who may connect to whom, on the ports that policies
// name. Reads the world as JSON from standard input, prints what it took as JSON.
package main

import (
	"encoding/json"
	"os"
	"time"

	"github.com/mattfenwick/cyclonus/pkg/matcher"
	v1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
)

type world struct {
	Namespaces map[string]map[string]string
	Pods       []pod
	Policies   []*networkingv1.NetworkPolicy
	// TCP ports that are asked about at every pod.
	Ports []int
}

type pod struct {
	Namespace string
	Labels    map[string]string
	IP        string
	// Names of its ports, by their numbers.
	PortNames map[int]string
}

type result struct {
	Milliseconds float64 `json:"milliseconds"`
	// Pairs of pods and a port on which one may connect to the other.
	Allowed int `json:"allowed"`
}

func main() {
	var asked world
	if err := json.NewDecoder(os.Stdin).Decode(&asked); err != nil {
		panic(err)
	}
	started := time.Now()
	allowed := allowedCells(asked)
	answer := result{Milliseconds: float64(time.Since(started).Microseconds()) / 1000, Allowed: allowed}
	if err := json.NewEncoder(os.Stdout).Encode(answer); err != nil {
		panic(err)
	}
}

// As cyclonus' own SimulatedJobRunner, without the table that it renders of every answer for a log that nobody reads.
func allowedCells(asked world) int {
	policies := matcher.BuildNetworkPolicies(true, asked.Policies)
	peers := make([]*matcher.TrafficPeer, len(asked.Pods))
	for index, one := range asked.Pods {
		peers[index] = &matcher.TrafficPeer{IP: one.IP, Internal: &matcher.InternalPeer{
			PodLabels:       one.Labels,
			NamespaceLabels: asked.Namespaces[one.Namespace],
			Namespace:       one.Namespace,
		}}
	}
	allowed := 0
	for from := range peers {
		for to := range peers {
			// A pod always reaches itself.
			if from == to {
				continue
			}
			for _, port := range asked.Ports {
				traffic := &matcher.Traffic{
					Source:           peers[from],
					Destination:      peers[to],
					ResolvedPort:     port,
					ResolvedPortName: asked.Pods[to].PortNames[port],
					Protocol:         v1.ProtocolTCP,
				}
				if policies.IsTrafficAllowed(traffic).IsAllowed() {
					allowed++
				}
			}
		}
	}
	return allowed
}
