removed {
  from = terraform_data.plain
  lifecycle {
    destroy = false
  }
}
