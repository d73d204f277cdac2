output "ids" { value = concat(module.inner.ids, [for one in terraform_data.adopted : one.id]) }
