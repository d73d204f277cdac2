terraform {
  required_providers {
    cloud = { source = "ztc-cdk/ztc" }
  }
}

provider "cloud" {}
provider "cloud" {
  alias = "second"
}

module "network" {
  source    = "./network"
  providers = { cloud = cloud.second }
  tiers     = { web = 0, db = 1, "日志" = 2 }
}

moved {
  from = ztc_vpc.main
  to   = module.network.ztc_vpc.this
}
moved {
  from = ztc_vswitch.tier[0]
  to   = module.network.ztc_vswitch.tier["web"]
}
moved {
  from = ztc_vswitch.tier[1]
  to   = module.network.ztc_vswitch.tier["db"]
}

output "subnets" { value = module.network.subnets }
