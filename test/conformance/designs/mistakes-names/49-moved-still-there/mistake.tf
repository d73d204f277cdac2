moved {
  from = terraform_data.plain
  to   = terraform_data.elsewhere
}
