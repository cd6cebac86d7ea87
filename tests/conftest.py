"""What holds for every test: nothing reaches the network, and no test fails because a machine is slow."""

import ipaddress
import os
import socket

import pytest
from hypothesis import settings

# on a shared machine a deadline would measure the neighbours; CI draws the same examples each time
settings.register_profile("kgraph", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("kgraph")


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    """Sockets connect to this machine and to nothing else."""
    connect = socket.socket.connect

    def guarded(self, address):
        if self.family != socket.AF_UNIX and not _local(address[0]):
            raise RuntimeError(f"a test wants the network: {address}")
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


def _local(host):
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
