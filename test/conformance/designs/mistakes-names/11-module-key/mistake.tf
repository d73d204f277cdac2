output "x" { value = module.n.id }
