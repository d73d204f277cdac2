output "x" { value = module.x.id }
