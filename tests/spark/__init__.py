"""The whole product on a real Spark cluster: a master, two workers and the Thrift server, on this machine."""
