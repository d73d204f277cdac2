variable "name" { type = string }
variable "hosts" {
  type = map(object({ cores = number, roles = optional(set(string), []) }))
}
resource "terraform_data" "site" { input = var.name }
resource "terraform_data" "host" {
  for_each = var.hosts
  input    = merge(each.value, { name = each.key, site = terraform_data.site.id })
}
output "id" { value = terraform_data.site.id }
output "name" { value = upper(var.name) }
output "hosts" {
  value = [for name, host in var.hosts : { name = name, cores = host.cores, roles = sort(host.roles) }]
}
output "host_ids" { value = { for name, host in terraform_data.host : name => host.id } }
output "nothing" { value = null }
