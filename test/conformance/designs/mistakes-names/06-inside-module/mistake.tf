output "x" { value = module.m.inner.id }
