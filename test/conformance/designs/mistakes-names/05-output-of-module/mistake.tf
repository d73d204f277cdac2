output "x" { value = module.m.name }
