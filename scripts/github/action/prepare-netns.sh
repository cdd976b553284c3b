#!/usr/bin/env bash
# Network namespaces need a few programs, and Ubuntu lets only root make user namespaces unless it is told otherwise.
set -euo pipefail

sudo apt-get update -q
sudo apt-get install -q -y --no-install-recommends \
  busybox curl iproute2 netcat-openbsd nftables perl-base util-linux
sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0
