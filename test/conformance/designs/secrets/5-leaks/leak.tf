output "leak" {
  value = [for name, user in var.users : user.password]
}
