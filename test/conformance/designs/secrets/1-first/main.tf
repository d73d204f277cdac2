variable "db_password" {
  type      = string
  sensitive = true
  default   = "hunter2"
}

variable "token" {
  type      = string
  ephemeral = true
  default   = "ephemeral-token"
}

variable "users" {
  type = map(object({
    password = string
    admin    = optional(bool, false)
  }))
  sensitive = true
  default   = { root = { password = "a" }, ops = { password = "b", admin = true } }
}

module "database" {
  source   = "./database"
  password = var.db_password
  names    = toset(nonsensitive(keys(var.users)))
}

resource "terraform_data" "user" {
  for_each = nonsensitive(toset(keys(var.users)))
  input = {
    name     = each.key
    password = var.users[each.key].password
    hash     = sha256(var.users[each.key].password)
  }
  triggers_replace = [sensitive(each.key), "plain"]
}

resource "terraform_data" "plain" {
  input = nonsensitive(length(var.db_password))
}

locals {
  url = "postgres://app:${urlencode(var.db_password)}@db:5432/app"
}

output "url" {
  value     = local.url
  sensitive = true
}

output "from_module" {
  value     = module.database.all
  sensitive = true
}

output "endpoint" {
  value = module.database.endpoint
}

output "is_sensitive" {
  value = issensitive(local.url)
}
