output "x" { value = module.n[2].id }
