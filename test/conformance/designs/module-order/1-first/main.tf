variable "version_of_base" { default = 1 }
module "base" {
  source  = "./base"
  release = var.version_of_base
}
module "apps" {
  source     = "./app"
  for_each   = { api = module.base.name, web = "static" }
  name       = each.key
  base       = each.value
  depends_on = [module.base]
}
module "report" {
  source = "./app"
  count  = 2
  name   = "report-${count.index}"
  base   = join(",", [module.apps["api"].name, module.apps["web"].name])
}
data "terraform_remote_state" "self" {
  backend    = "local"
  config     = { path = "nowhere.tfstate" }
  defaults   = { x = 1 }
  count      = 0
  depends_on = [module.report]
}
output "last" { value = module.report[*].name }
output "from_state" { value = data.terraform_remote_state.self[*].outputs }
