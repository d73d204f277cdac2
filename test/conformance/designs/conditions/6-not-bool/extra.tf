check "not_bool" {
  assert {
    condition     = var.port
    error_message = "never"
  }
}
