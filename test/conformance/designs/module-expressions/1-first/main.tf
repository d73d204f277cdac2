variable "sites" {
  type = map(object({
    hosts = map(object({ cores = number, roles = optional(set(string), ["plain"]) }))
    peers = optional(list(string), [])
  }))
  default = {
    north = { hosts = { n1 = { cores = 2 }, n2 = { cores = 4, roles = ["db", "cache"] } }, peers = ["south"] }
    south = { hosts = { s1 = { cores = 8, roles = [] } } }
  }
}
variable "spares" { default = 2 }

module "site" {
  source   = "./site"
  for_each = var.sites
  name     = each.key
  hosts    = each.value.hosts
}

module "spare" {
  source = "./site"
  count  = var.spares
  name   = "spare-${count.index}"
  hosts  = {}
}

module "peering" {
  source = "./peering"
  pairs = merge([
    for name, site in var.sites : {
      for peer in site.peers : "${name}-${peer}" => {
        from = module.site[name].id
        to   = module.site[peer].id
      }
    }
  ]...)
  depends_on = [module.spare]
}

locals {
  hosts = flatten([for name, site in module.site : [for host in site.hosts : merge(host, { site = name })]])
  by_role = {
    for pair in flatten([for host in local.hosts : [for role in host.roles : { role = role, name = host.name }]]) :
    pair.role => pair.name...
  }
}

resource "terraform_data" "inventory" {
  input = {
    sites   = module.site
    count   = length(module.spare)
    by_role = local.by_role
    first   = values(module.site)[0].name
    names   = module.spare[*].name
    ids     = { for i, one in module.spare : i => one.id }
    keys    = keys(module.site)
    cores   = sum(concat([0], local.hosts[*].cores))
    missing = try(module.site["west"].id, "no west")
    last    = try(module.spare[var.spares - 1].name, null)
    tuple   = [for one in module.spare : one.name if one.name != "spare-0"]
    lookup  = lookup({ for name, site in module.site : name => site.name }, "east", "none")
  }
}

output "site" { value = try(module.site["north"], null) }
output "spare" { value = module.spare }
output "peering" { value = module.peering }
output "inventory" { value = terraform_data.inventory.output }
