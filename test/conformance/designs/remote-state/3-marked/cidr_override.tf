output "cidr" { sensitive = true }
