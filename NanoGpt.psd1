@{
    ModuleVersion = '0.1.0'
    GUID          = '5e9a8f0c-3c0e-4f43-9a4b-6d1f0d2f7c1e'
    Author        = 'The NanoGpt module contributors'
}
