locals {
  /* The plan is cut from one block:
     a /16 for each region. */
  supernet = var.supernet
  regions = {
    for index, name in sort(keys(var.regions)) :
    name => {
      cidr  = cidrsubnet(local.supernet, 8, index + 10)
      zones = var.regions[name]
    }
  }
}
