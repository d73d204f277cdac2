sites = {
  sh-jq  = { cidr = "10.200.0.0/16", subnets = { web = 0, db = 1 } }
  sh-wgq = { cidr = "10.201.0.0/16", subnets = { web = 0 } }
}
