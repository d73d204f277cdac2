output "x" { value = terraform_data.plain.name }
