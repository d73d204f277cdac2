moved {
  from = terraform_data.old
  to   = terraform_data.plain
}
moved {
  from = terraform_data.old
  to   = terraform_data.one
}
